"""The pages: Streamlit views, the routes beside them and the server that offers both."""
