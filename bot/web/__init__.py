"""The assistant over HTTP, a package for each address that a visitor meets. Start at `site.py`.

site.py       the whole app: routes, errors, files and middleware, put together
api.py        `/api`, `/healthz`, `/readyz`: the JSON interface
errors.py     every error as the interface promises it, or as a page
guard.py      limits and security headers around all routes
service.py    the assistant behind the routes, exchanged when its index is rebuilt;  traffic.py  answers under way

chat/         `/`, `/embed`: the conversation, as a form and as Gradio
answers/      `/answers`: how an answer looks, and as a file
policies/     `/policies`, `/clause`: the documents
supports/     `/supports`: 扶持事项
match/        `/match`: 政策匹配

pages/        what all pages are made of: templates, scripts and styles (`/ui`), links, long lists, tables
language/     what a visitor reads, in Chinese and English
storage/      what is kept of visitors: answers for some hours, opinions
"""
