"""The pages, in Streamlit, each a description of what is on it; nothing is computed here.

`main` is the script that Streamlit runs, `visit` the state of a visitor, `run_changes` how controls change the
run, `views` the pages, `parts` their sections, `view_models` what they show of a run, and `chart` the component that draws.
"""
