"""Pictures of results, as plotly figures. No Streamlit here."""
