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

/** Tags a document while it is written, so that screen readers know what is a heading and in which order all is read. */
export function openTags(pdf: PDFDocument) {
  const { context } = pdf;
  const root = context.nextRef();
  const document = context.nextRef();
  const elements: Element[] = [];
  /** For each page, the element of each of its marks. */
  const marks = new Map<PDFPage, PDFRef[]>();

  const open = (tag: Tag, description?: string): Element => {
    const dict = context.obj({ Type: "StructElem", S: tag, P: document, K: [] });
    if (description !== undefined) dict.set(PDFName.of("Alt"), PDFHexString.fromText(description));
    const element = { ref: context.register(dict), dict, tag };
    elements.push(element);
    return element;
  };

  /** Marks what `draw` draws on a page as part of an element; one that runs over pages has a mark on each. */
  const within = ({ ref, dict, tag }: Element, page: PDFPage, draw: () => void): void => {
    const onPage = marks.get(page) ?? [];
    marks.set(page, onPage);
    const mark = onPage.push(ref) - 1;
    dict.lookup(PDFName.of("K"), PDFArray).push(context.obj({ Type: "MCR", Pg: page.ref, MCID: mark }));
    page.pushOperators(
      PDFOperator.of(PDFOperatorNames.BeginMarkedContentSequence, [PDFName.of(tag), `<</MCID ${mark}>>`]),
    );
    draw();
    page.pushOperators(endMarkedContent());
  };

  const finish = (): void => {
    const pages = [...marks];
    pages.forEach(([page], index) => {
      page.node.set(PDFName.of("StructParents"), context.obj(index));
    });
    const numbers = pages.flatMap(([, refs], index) => [index, refs]);
    context.assign(
      document,
      context.obj({ Type: "StructElem", S: "Document", P: root, K: elements.map(({ ref }) => ref) }),
    );
    context.assign(
      root,
      context.obj({
        Type: "StructTreeRoot",
        K: document,
        ParentTree: { Nums: numbers },
        ParentTreeNextKey: pages.length,
      }),
    );
    pdf.catalog.set(PDFName.of("StructTreeRoot"), root);
    pdf.catalog.set(PDFName.of("MarkInfo"), context.obj({ Marked: true }));
  };

  return { open, within, finish };
}
