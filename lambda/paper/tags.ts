import {
  endMarkedContent,
  PDFArray,
  PDFHexString,
  PDFName,
  PDFOperator,
  PDFOperatorNames,
  type PDFDict,
  type PDFDocument,
  type PDFPage,
  type PDFRef,
} from "@cantoo/pdf-lib";

/** What a part of the document is, by PDF's standard structure types (ISO 32000-1, 14.8.4). */
export type Tag = "H1" | "H2" | "H3" | "P" | "Figure" | "TH" | "TD" | "Lbl";
/** What is made of other elements alone. */
export type Group = "Table" | "TR" | "L" | "LI" | "LBody" | "TD";

interface Element {
  readonly ref: PDFRef;
  readonly dict: PDFDict;
  readonly tag: string;
}

/** The tags of a document, by which screen readers know what is a heading and in which order all is read. */
export interface Tags {
  readonly pdf: PDFDocument;
  readonly root: PDFRef;
  /** Everything is in the first; what is opened next is in the last. */
  readonly open: [Element, ...Element[]];
  /** For each page, the element of each of its marks. */
  readonly marks: Map<PDFPage, PDFRef[]>;
}

/** Opens the tags of a document that is about to be written. */
export function openTags(pdf: PDFDocument): Tags {
  const root = pdf.context.nextRef();
  return { pdf, root, open: [newElement(pdf, "Document", root)], marks: new Map() };
}

/** Opens the element that is read next. */
export function openElement(tags: Tags, tag: Tag | Group, description?: string): Element {
  const parent = tags.open.at(-1) ?? tags.open[0];
  const element = newElement(tags.pdf, tag, parent.ref);
  const attributes = ATTRIBUTES[tag];
  if (attributes !== undefined) element.dict.set(PDFName.of("A"), tags.pdf.context.obj(attributes));
  if (description !== undefined) element.dict.set(PDFName.of("Alt"), PDFHexString.fromText(description));
  kidsOf(parent).push(element.ref);
  return element;
}

/** Makes one element of all that `write` writes, such as a row of its cells. */
export function grouped(tags: Tags, group: Group, write: () => void): void {
  tags.open.push(openElement(tags, group));
  write();
  tags.open.pop();
}

/** Of each cell that heads a row: what it heads (14.8.5.7). */
const ATTRIBUTES: Readonly<Partial<Record<Tag | Group, Record<string, string>>>> = { TH: { O: "Table", Scope: "Row" } };

function newElement(pdf: PDFDocument, tag: string, parent: PDFRef): Element {
  const dict = pdf.context.obj({ Type: "StructElem", S: tag, P: parent, K: [] });
  return { ref: pdf.context.register(dict), dict, tag };
}

function kidsOf({ dict }: Element): PDFArray {
  return dict.lookup(PDFName.of("K"), PDFArray);
}

/** Marks what `draw` draws on a page as part of an element; one that runs over pages has a mark on each. */
export function tagged({ pdf, marks }: Tags, element: Element, page: PDFPage, draw: () => void): void {
  const { ref, tag } = element;
  const onPage = marks.get(page) ?? [];
  marks.set(page, onPage);
  const mark = onPage.push(ref) - 1;
  kidsOf(element).push(pdf.context.obj({ Type: "MCR", Pg: page.ref, MCID: mark }));
  page.pushOperators(
    PDFOperator.of(PDFOperatorNames.BeginMarkedContentSequence, [PDFName.of(tag), `<</MCID ${mark}>>`]),
  );
  draw();
  page.pushOperators(endMarkedContent());
}

/** Says what the text that `draw` draws on a page says, where that is not drawn in the order in which it is read. */
export function saying(page: PDFPage, said: string | undefined, draw: () => void): void {
  if (said === undefined) {
    draw();
    return;
  }
  const text = PDFHexString.fromText(said).toString();
  page.pushOperators(
    PDFOperator.of(PDFOperatorNames.BeginMarkedContentSequence, [PDFName.of("Span"), `<</ActualText ${text}>>`]),
  );
  draw();
  page.pushOperators(endMarkedContent());
}

/** Marks what `draw` draws on a page as no part of what is read. */
export function untagged(page: PDFPage, draw: () => void): void {
  page.pushOperators(PDFOperator.of(PDFOperatorNames.BeginMarkedContent, ["/Artifact"]));
  draw();
  page.pushOperators(endMarkedContent());
}

/** Writes the tree of all elements into the document: the last thing to do. */
export function finishTags({ pdf, root, open: [document], marks }: Tags): void {
  const { context } = pdf;
  const pages = [...marks];
  pages.forEach(([page], index) => {
    page.node.set(PDFName.of("StructParents"), context.obj(index));
  });
  const Nums = pages.flatMap(([, refs], index) => [index, refs]);
  context.assign(
    root,
    context.obj({ Type: "StructTreeRoot", K: document.ref, ParentTree: { Nums }, ParentTreeNextKey: pages.length }),
  );
  pdf.catalog.set(PDFName.of("StructTreeRoot"), root);
  pdf.catalog.set(PDFName.of("MarkInfo"), context.obj({ Marked: true }));
}
