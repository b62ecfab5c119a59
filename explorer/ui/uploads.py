"""What Streamlit keeps of an uploaded file is let go once the file was read."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile


def numbered(name: str) -> str:
    """The key of an upload's field: a new one after each file, so that the field is empty again."""
    return f"{name}.{st.session_state.setdefault(name, 0)}"


def take(name: str) -> UploadedFile | None:
    """The file that has come into the field of `numbered`; None where none has. The server keeps it no longer."""
    file: UploadedFile | None = st.session_state.get(numbered(name))
    if file is None:
        return None
    context = get_script_run_ctx(suppress_warning=True)
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, file.file_id)
    st.session_state[name] += 1
    return file
