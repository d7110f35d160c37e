"""`/` and `/embed`: the conversation. Its templates and scripts are in `../pages/{templates,static}/chat/`.

routes.py        the first screen and a form that works without JavaScript
gradio_chat.py   what Gradio shows at `/` in place of the form, once its script has come
mount.py         which of Gradio's paths are open, and the chat that is made in the background
"""
