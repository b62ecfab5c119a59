"""Whether a visitor is still there: work for one who has left is not done."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx


def presence(server: type[Runtime] = Runtime) -> Callable[[], bool]:
    """Says, whoever asks from whatever thread, whether the visitor of this run of the script is connected.

    Where there is no server, as in a test of a page, they always are.
    """
    context = get_script_run_ctx(suppress_warning=True)
    if context is None or not server.exists():
        return lambda: True
    runtime, session = server.instance(), context.session_id
    return lambda: runtime.is_active_session(session)
