"""The characters that LaTeX writes as macros: accents, letters, punctuation, symbols."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

# What TeX would act upon, or what its oldest font encoding prints as another character.
RESERVED: Final = {
    "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}", "^": r"{\textasciicircum}", "<": r"{\textless}",
    ">": r"{\textgreater}", "|": r"{\textbar}",
    "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$",
}  # fmt: skip

# Combining mark -> macro that puts it on a letter. There is none for the hook above and the horn
# of Vietnamese outside the font encoding T5; ` \accent`\' ` sets an apostrophe above the letter
# and the horn is an apostrophe close behind it, so that such a name compiles everywhere.
ACCENTS: Final = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u",
    "\u0307": ".", "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0323": "d",
    "\u0326": "textcommabelow", "\u0327": "c", "\u0328": "k", "\u0331": "b",
}  # fmt: skip
HOOK_ABOVE: Final = "\u0309"
HORN: Final = "\u031b"

LETTERS: Final = {
    "å": r"{\aa}", "Å": r"{\AA}", "æ": r"{\ae}", "Æ": r"{\AE}", "œ": r"{\oe}", "Œ": r"{\OE}",
    "ø": r"{\o}", "Ø": r"{\O}", "ł": r"{\l}", "Ł": r"{\L}", "ß": r"{\ss}", "ẞ": r"{\SS}",
    "ı": r"{\i}", "ȷ": r"{\j}", "đ": r"{\dj}", "Đ": r"{\DJ}", "ð": r"{\dh}", "Ð": r"{\DH}",
    "þ": r"{\th}", "Þ": r"{\TH}", "ŋ": r"{\ng}", "Ŋ": r"{\NG}", "ĳ": r"{\ij}",
    "Ĳ": r"{\IJ}", "ħ": r"{\mbox{$\hbar$}}",
}  # fmt: skip

PUNCTUATION: Final = {
    "–": "--", "—": "---", "“": "``", "”": "''", "‘": "{`}", "’": "{'}", "‐": "{-}",
    "‑": r"{\mbox{-}}", "…": r"{\ldots}", "‚": r"{\quotesinglbase}", "„": r"{\quotedblbase}",
    "«": r"{\guillemotleft}", "»": r"{\guillemotright}", "‹": r"{\guilsinglleft}",
    "›": r"{\guilsinglright}", "¡": r"{\textexclamdown}", "¿": r"{\textquestiondown}",
    "ʻ": r"{\textquoteleft}", "ʼ": r"{\textquoteright}", "§": r"{\textsection}",
    "¶": r"{\textparagraph}", "©": r"{\textcopyright}", "®": r"{\textregistered}",
    "™": r"{\texttrademark}", "°": r"{\textdegree}", "•": r"{\textbullet}",
    "·": r"{\textperiodcentered}", "†": r"{\textdagger}", "‡": r"{\textdaggerdbl}",
    "‰": r"{\textperthousand}", "€": r"{\texteuro}", "£": r"{\textsterling}",
    "¥": r"{\textyen}", "¢": r"{\textcent}", "ª": r"{\textordfeminine}",
    "º": r"{\textordmasculine}", "№": r"{\textnumero}", "µ": r"{\textmu}",
}  # fmt: skip

# What only a mathematical font has, as TeX writes it between dollar signs.
_MATHS: Final = r"""
α \alpha β \beta γ \gamma δ \delta ε \varepsilon ϵ \epsilon ζ \zeta η \eta θ \theta ϑ \vartheta
ι \iota κ \kappa λ \lambda μ \mu ν \nu ξ \xi ο o π \pi ϖ \varpi ρ \rho ϱ \varrho σ \sigma
ς \varsigma τ \tau υ \upsilon φ \varphi ϕ \phi χ \chi ψ \psi ω \omega
Α \mathrm{A} Β \mathrm{B} Γ \Gamma Δ \Delta Ε \mathrm{E} Ζ \mathrm{Z} Η \mathrm{H} Θ \Theta
Ι \mathrm{I} Κ \mathrm{K} Λ \Lambda Μ \mathrm{M} Ν \mathrm{N} Ξ \Xi Ο \mathrm{O} Π \Pi
Ρ \mathrm{P} Σ \Sigma Τ \mathrm{T} Υ \Upsilon Φ \Phi Χ \mathrm{X} Ψ \Psi Ω \Omega
ά \acute{\alpha} έ \acute{\varepsilon} ή \acute{\eta} ί \acute{\iota} ό \acute{o}
ύ \acute{\upsilon} ώ \acute{\omega} ϊ \ddot{\iota} ϋ \ddot{\upsilon}
⁰ ^0 ¹ ^1 ² ^2 ³ ^3 ⁴ ^4 ⁵ ^5 ⁶ ^6 ⁷ ^7 ⁸ ^8 ⁹ ^9 ⁺ ^+ ⁻ ^- ⁱ ^i ⁿ ^n
₀ _0 ₁ _1 ₂ _2 ₃ _3 ₄ _4 ₅ _5 ₆ _6 ₇ _7 ₈ _8 ₉ _9 ₊ _+ ₋ _-
½ \frac{1}{2} ¼ \frac{1}{4} ¾ \frac{3}{4} ⅓ \frac{1}{3} ⅔ \frac{2}{3}
± \pm ∓ \mp × \times ÷ \div − - ∗ \ast ⋆ \star ∘ \circ ∙ \bullet ⋅ \cdot ¬ \neg ′ ^\prime
← \leftarrow → \rightarrow ↑ \uparrow ↓ \downarrow ↔ \leftrightarrow ↦ \mapsto
⇐ \Leftarrow ⇒ \Rightarrow ⇑ \Uparrow ⇓ \Downarrow ⇔ \Leftrightarrow ⟶ \longrightarrow
⟵ \longleftarrow ⟹ \Longrightarrow ↗ \nearrow ↘ \searrow ↙ \swarrow ↖ \nwarrow
≤ \leq ≥ \geq ≠ \neq ≈ \approx ≡ \equiv ∼ \sim ≃ \simeq ≅ \cong ∝ \propto ≪ \ll ≫ \gg
≺ \prec ≻ \succ ≐ \doteq ∞ \infty ∂ \partial ∇ \nabla ∑ \sum ∏ \prod ∫ \int √ \surd
∈ \in ∉ \notin ∋ \ni ⊂ \subset ⊃ \supset ⊆ \subseteq ⊇ \supseteq ∪ \cup ∩ \cap ∅ \emptyset
∖ \setminus ∀ \forall ∃ \exists ∧ \wedge ∨ \vee ⊥ \perp ⊤ \top ⊢ \vdash ⊨ \models ∥ \parallel
∣ \mid ⊕ \oplus ⊖ \ominus ⊗ \otimes ⊘ \oslash ⊙ \odot ∠ \angle △ \triangle ▷ \triangleright
◁ \triangleleft ⋯ \cdots ⋮ \vdots ⋱ \ddots ⟨ \langle ⟩ \rangle ⌈ \lceil ⌉ \rceil ⌊ \lfloor
⌋ \rfloor ℓ \ell ℏ \hbar ℘ \wp ℜ \Re ℑ \Im ℵ \aleph ♠ \spadesuit ♣ \clubsuit ♥ \heartsuit
♦ \diamondsuit ♭ \flat ♮ \natural ♯ \sharp
ℂ \mathbf{C} ℕ \mathbf{N} ℙ \mathbf{P} ℚ \mathbf{Q} ℝ \mathbf{R} ℤ \mathbf{Z} 𝔼 \mathbf{E}
ℒ \mathcal{L} ℋ \mathcal{H} ℱ \mathcal{F} ℳ \mathcal{M} ℛ \mathcal{R} 𝒪 \mathcal{O}
"""


def symbols() -> dict[str, str]:
    """Character -> macro in a mathematical font: "β" -> {$\\beta$}."""
    words = _MATHS.split()
    return {char: f"{{${macro}$}}" for char, macro in zip(words[::2], words[1::2], strict=True)}


def accented_letters() -> Iterator[tuple[str, str]]:
    """Each Latin letter of Unicode with a name in LaTeX, and that name: ("ü", {\\"u})."""
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        decomposed = unicodedata.normalize("NFD", chr(code))
        macro = put_marks(decomposed[0], decomposed[1:]) if len(decomposed) > 1 else ""
        if macro:
            yield chr(code), macro
    yield from LETTERS.items()


def put_marks(base: str, marks: str) -> str:
    """A letter under its combining marks; empty when LaTeX has no macro for one of them.

    The brace stands before the backslash: only so does BibTeX take it for one letter.
    """
    macro = {"i": r"\i", "j": r"\j"}.get(base, LETTERS.get(base, base))
    if base not in LETTERS and not ("A" <= base <= "Z" or "a" <= base <= "z"):
        return ""
    # What stands above goes on first: LaTeX sets an accent on a letter, a dot below under anything.
    for mark in sorted(marks, key=unicodedata.combining, reverse=True):
        if mark in ACCENTS:
            macro = _put_accent(ACCENTS[mark], macro)
        elif mark == HOOK_ABOVE:
            macro = rf"{{\accent`\'{_without_braces(macro)}}}"
        elif mark == HORN:
            inner = _without_braces(macro)
            macro = rf"{{{inner}\negthinspace'}}" if inner[0] == "\\" else (
                rf"{{\relax {inner}\negthinspace'}}")  # fmt: skip
        else:
            return ""
    return macro


def _put_accent(accent: str, inner: str) -> str:
    if inner.startswith("{"):
        return f"{{\\{accent}{inner}}}"
    return f"{{\\{accent}{{{inner}}}}}" if accent.isalpha() else f"{{\\{accent}{inner}}}"


def _without_braces(macro: str) -> str:
    return macro[1:-1] if macro.startswith("{") else macro
