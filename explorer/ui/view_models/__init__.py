"""What a page shows of a run, computed once and cached: no drawing, no Streamlit widgets."""
