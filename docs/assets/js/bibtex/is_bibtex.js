/** Whether a text is meant as BibTeX. @param {string} text */
export const isBibtex = (text) => /^\s*(?:%[^\n]*\n\s*)*@[a-z]+\s*[{(]/i.test(text);
