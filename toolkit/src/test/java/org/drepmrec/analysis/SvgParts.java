package org.drepmrec.analysis;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What is in an SVG document, which must be well-formed. */
final class SvgParts {

    private final Document document;

    private SvgParts(Document document) {
        this.document = document;
    }

    static SvgParts of(Picture picture) {
        return of(picture.toSvg());
    }

    static SvgParts of(String svg) {
        try {
            return new SvgParts(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg))));
        } catch (Exception e) {
            throw new AssertionError(svg, e);
        }
    }

    List<Element> all(String name) {
        NodeList found = document.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    /** The elements in the group of a class. */
    List<Element> all(String group, String name) {
        return all(name).stream()
                .filter(e -> ((Element) e.getParentNode()).getAttribute("class").equals(group))
                .toList();
    }

    List<String> texts() {
        return all("text").stream().map(Element::getTextContent).toList();
    }

    long count(String text) {
        return texts().stream().filter(text::equals).count();
    }

    /** Whether a text contains this. */
    boolean says(String part) {
        return texts().stream().anyMatch(t -> t.contains(part));
    }
}
