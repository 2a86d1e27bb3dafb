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
export type Tag = "H1" | "H2" | "H3" | "P" | "Figure";

interface Element {
  readonly ref: PDFRef;
  readonly dict: PDFDict;
  readonly tag: Tag;
}

/** The tags of a document, by which screen readers know what is a heading and in which order all is read. */
export interface Tags {
  readonly pdf: PDFDocument;
  readonly root: PDFRef;
  readonly document: PDFRef;
  /** In the order in which they are read. */
  readonly elements: Element[];
  /** For each page, the element of each of its marks. */
  readonly marks: Map<PDFPage, PDFRef[]>;
}

/** Opens the tags of a document that is about to be written. */
export function openTags(pdf: PDFDocument): Tags {
  return { pdf, root: pdf.context.nextRef(), document: pdf.context.nextRef(), elements: [], marks: new Map() };
}

/** Opens the element that is read next. */
export function openElement({ pdf, document, elements }: Tags, tag: Tag, description?: string): Element {
  const dict = pdf.context.obj({ Type: "StructElem", S: tag, P: document, K: [] });
  if (description !== undefined) dict.set(PDFName.of("Alt"), PDFHexString.fromText(description));
  const element = { ref: pdf.context.register(dict), dict, tag };
  elements.push(element);
  return element;
}

/** Marks what `draw` draws on a page as part of an element; one that runs over pages has a mark on each. */
export function tagged({ pdf, marks }: Tags, { ref, dict, tag }: Element, page: PDFPage, draw: () => void): void {
  const onPage = marks.get(page) ?? [];
  marks.set(page, onPage);
  const mark = onPage.push(ref) - 1;
  dict.lookup(PDFName.of("K"), PDFArray).push(pdf.context.obj({ Type: "MCR", Pg: page.ref, MCID: mark }));
  page.pushOperators(
    PDFOperator.of(PDFOperatorNames.BeginMarkedContentSequence, [PDFName.of(tag), `<</MCID ${mark}>>`]),
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
export function finishTags({ pdf, root, document, elements, marks }: Tags): void {
  const { context } = pdf;
  const pages = [...marks];
  pages.forEach(([page], index) => {
    page.node.set(PDFName.of("StructParents"), context.obj(index));
  });
  const Nums = pages.flatMap(([, refs], index) => [index, refs]);
  const K = elements.map(({ ref }) => ref);
  context.assign(document, context.obj({ Type: "StructElem", S: "Document", P: root, K }));
  context.assign(
    root,
    context.obj({ Type: "StructTreeRoot", K: document, ParentTree: { Nums }, ParentTreeNextKey: pages.length }),
  );
  pdf.catalog.set(PDFName.of("StructTreeRoot"), root);
  pdf.catalog.set(PDFName.of("MarkInfo"), context.obj({ Marked: true }));
}
