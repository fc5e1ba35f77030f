/** Put into each page that is measured, before its own scripts: when things happened, in ms. */
(() => {
  const tasks = []; // [start, length] of tasks of the main thread of over 50 ms
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push([startTime, duration]);
  }).observe({ type: "longtask", buffered: true });

  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));

  const fail = (what, ms) => wait(ms).then(() => { throw new Error(`no ${what} after ${ms} ms`); });

  /** Resolves once `isSo` is true, looked at after each change of the document. */
  function when(isSo) {
    return new Promise((done) => {
      if (isSo()) return done();
      const observer = new MutationObserver(() => {
        if (!isSo()) return;
        observer.disconnect();
        done();
      });
      observer.observe(document, { subtree: true, childList: true, attributes: true });
    });
  }

  let answered = null;
  globalThis.bench = {
    tasks,

    /** Resolves when a field has the focus. */
    async focused(selector, patience) {
      while (!document.activeElement?.matches(selector)) {
        if (performance.now() > patience) throw new Error(`no ${selector} after ${patience} ms`);
        await wait(4);
      }
      return performance.now();
    },

    /** Notes the moment at which the first hits are drawn; `firstHits` gives it. */
    expectHits(selector, patience) {
      const hits = when(() => document.querySelector(selector)).then(frame);
      this.hits = Promise.race([hits, fail(selector, patience)]).then(() => performance.now());
      this.hits.catch(() => {});
    },
    firstHits() { return this.hits.then((at) => ({ at, clock: (performance.timeOrigin + at) / 1000 })); },

    /** From now on `answer` tells of the newest event of the kind `trigger`. */
    watchKeys(area, trigger, patience) {
      let begun = 0;
      let done = null;
      const observer = new MutationObserver(async () => {
        if (!done) return;
        const finish = done;
        done = null;
        const changed = performance.now() - begun;
        await frame();
        finish([changed, performance.now() - begun]);
      });
      observer.observe(document.querySelector(area), { subtree: true, childList: true });
      addEventListener(trigger, () => {
        begun = performance.now();
        answered = Promise.race([
          new Promise((resolve) => { done = resolve; }),
          wait(patience).then(() => null),
        ]);
      }, { capture: true });
    },

    /** [ms until the results had changed, ms until the next frame], null for no change. */
    answer() { return answered; },

    /** The same for a click, with a second frame so that what changed is painted. */
    async click(button, selector, patience) {
      let observer;
      const changes = new Promise((done) => {
        observer = new MutationObserver(() => done(performance.now()));
        observer.observe(document.querySelector(selector), { subtree: true, childList: true });
      });
      const begun = performance.now();
      button.click();
      const changed = await Promise.race([changes, wait(patience)]);
      observer.disconnect();
      if (!changed) return null;
      await frame();
      await frame();
      return [changed - begun, performance.now() - begun];
    },
  };
})();
