/** Words whose capitals a style must keep: BERT, GPT-4, ImageNet, t-SNE; what the build protects. */

export const WORD = /[\p{L}\p{N}](?:\S*[\p{L}\p{N}][\u0300-\u036f]*)?/gu;
export const CAPITALS_MATTER = /[A-Za-z0-9][A-Z]|[0-9][^ ]*[A-Z]|[A-Z][^ ]*[0-9]|(?<![A-Za-z0-9])[A-Z][&-]|[&-][A-Z](?![A-Za-z0-9])/;
