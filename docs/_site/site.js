// What scrolls sideways by itself can be reached and scrolled by keyboard too.
const wide = ".formula, .cell_output .output, .bd-content table, pre";
const reach = () => {
  for (const element of document.querySelectorAll(wide)) {
    if (element.scrollWidth > element.clientWidth) element.tabIndex = 0;
  }
};
addEventListener("load", reach);
addEventListener("resize", reach);
