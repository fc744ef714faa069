"""How Sphinx builds the course's web site: everything local, so that it reads without a network.

`tools/build_site.py` brings the sources together and runs Sphinx; see there.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "The Training Loop"
copyright = "The Training Loop authors. Text: CC BY 4.0. Code: BSD-3-Clause"  # noqa: A001  Sphinx's own name for it
author = "The Training Loop authors"
language = "en"

extensions = ["myst_nb", "mathml", "heads"]
myst_enable_extensions = ["dollarmath", "colon_fence", "attrs_inline"]
myst_heading_anchors = 3
nb_execution_mode = "off"  # the outputs are stored, and tested elsewhere
nb_ipywidgets_js = {}  # by default two scripts from elsewhere; the figures here are stills
suppress_warnings = ["mystnb.unknown_mime_type"]

html_theme = "sphinx_book_theme"
html_title = project
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_extra_path = ["_extra"]
html_math_renderer = "mathml"
html_copy_source = False
html_show_sphinx = False
# The theme's logo and search lie outside every landmark of the page.
templates_path = ["_templates"]
html_sidebars = {"**": ["search-landmark.html", "sbt-sidebar-nav.html"]}
html_theme_options = {
    "use_download_button": False,
    "use_fullscreen_button": False,
    "show_toc_level": 2,
    "home_page_in_toc": True,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}
