"""The pages: Streamlit, and nothing that computes."""
