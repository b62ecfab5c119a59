"""What a person takes home: the strength in other libraries' terms, and scripts that refit an experiment."""

from explorer.experiment.export.translate import Translation, script, script_refusal, translations, untranslated

__all__ = ["Translation", "script", "script_refusal", "translations", "untranslated"]
