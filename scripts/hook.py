"""MkDocs hook: the build's steps at MkDocs' events. No logic, so that another generator fits."""

from literature.mkdocs_glue import Glue

glue = Glue()
on_startup = glue.on_startup
on_config = glue.on_config
on_pre_build = glue.on_pre_build
on_files = glue.on_files
on_page_markdown = glue.on_page_markdown
on_post_page = glue.on_post_page
on_post_build = glue.on_post_build
on_build_error = glue.on_build_error
