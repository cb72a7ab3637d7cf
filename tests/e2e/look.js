// Put into every page of the browser tests: the page says on the console what is not in order with it.

addEventListener("load", () => {
  const paper = document.scrollingElement;
  if (paper.scrollWidth > innerWidth) {
    console.error(`${paper.scrollWidth} pixels wide in a window of ${innerWidth}: ${location.pathname}`);
  }
  if (document.documentElement.lang !== "zh-Hans") return;
  // What is the same in every language: names of file formats and units.
  const same = /^(json|xlsx|pdf|csv|md|ics|a4|mg\/l)$/i;
  for (const shown of document.querySelectorAll("h1, h2, h3, th, dt, label, legend, button, summary, .btn, .badge")) {
    const words = shown.textContent.trim();
    if (/[A-Za-z]{3}/.test(words) && !/\p{Script=Han}/u.test(words) && !same.test(words) && shown.lang !== "en") {
      console.error(`not in Chinese: “${words}” on ${location.pathname}`);
    }
  }
});
