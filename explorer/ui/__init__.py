"""The pages, in Streamlit, each a description of what is on it; nothing is computed here.

`main` is the script that Streamlit runs, `visit` what is kept of a visitor, `run_changes` the one way from a control to the
run, `views` the pages, `parts` their sections, `view_models` what they show of a run, and `chart` the component that draws.
"""
