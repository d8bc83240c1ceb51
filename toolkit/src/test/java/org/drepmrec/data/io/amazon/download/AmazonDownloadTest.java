package org.drepmrec.data.io.amazon.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.drepmrec.data.Modality;
import org.drepmrec.data.MultimodalDataset;
import org.drepmrec.data.io.amazon.AmazonRaw;
import org.drepmrec.data.io.amazon.sentence.MiniLm;
import org.drepmrec.io.DataException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AmazonDownloadTest {

    @TempDir
    Path folder;

    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = PublicFiles.on(new ScriptedServer(), "/mirror/");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Path raw() {
        return folder.resolve("new/raw");
    }

    private AmazonDownload baby() {
        return AmazonDownload.of("Baby")
                .to(raw())
                .from(server.at("/mirror"))
                .patience(new Patience(Duration.ofSeconds(20), Duration.ofMillis(1), Duration.ofMillis(4), 3));
    }

    @Test
    void theThreeFilesComeOnceAndCanBeConverted() throws IOException {
        List<String> lines = new ArrayList<>();
        AmazonDownload download = baby().progress(lines::add);
        assertEquals(List.of(), server.asked(), "nothing is fetched before it is run");
        MultimodalDataset data = download.run().build().read();
        assertEquals("baby", data.name());
        assertEquals(6, data.users());
        assertEquals(Set.of(Modality.VISUAL, Modality.TEXTUAL), data.modalities());
        assertEquals(
                MiniLm.orTfIdf().description(), data.provenance().settings().get("text"));
        assertArrayEquals(PublicFiles.images(), Files.readAllBytes(raw().resolve("image_features_Baby.b")));
        assertEquals(6, lines.size(), lines::toString);

        lines.clear();
        AmazonRaw.Builder again = download.run();
        assertEquals(3, server.asked().size(), "nothing is fetched twice");
        assertEquals(
                List.of(
                        "reviews_Baby_5.json.gz: is there",
                        "meta_Baby.json.gz: is there",
                        "image_features_Baby.b: is there"),
                lines);
        assertEquals(data.fingerprint(), again.build().read().fingerprint());
    }

    @Test
    void roomForAllFilesIsLookedForFirst() {
        server.size("/mirror/" + PublicFiles.REVIEWS, 1000).size("/mirror/" + PublicFiles.IMAGES, 16394L << 40);
        String message = assertThrows(DataException.class, () -> baby().run()).getMessage();
        assertTrue(
                message.matches(".*/raw: .* free, expected 18025393\\.6 GB for what is still to come; .*--raw.*"),
                message);
        assertEquals(List.of(), server.asked());
    }

    @Test
    void aMissingFileIsNamed() {
        server.on("/mirror/" + PublicFiles.METADATA, ScriptedServer.status(404));
        String message = assertThrows(DataException.class, () -> baby().run()).getMessage();
        assertTrue(message.startsWith("meta_Baby.json.gz: status 404 from " + server.at("/mirror/")), message);
        assertTrue(Files.exists(raw().resolve("reviews_Baby_5.json.gz")), "what came before stays");
        assertFalse(Files.exists(raw().resolve("meta_Baby.json.gz.part")));
    }

    @Test
    void anInterruptedThreadStaysSo() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> baby().run());
        assertTrue(Thread.interrupted());
        assertEquals(6, baby().run().build().read().users());
    }

    @ParameterizedTest
    @CsvSource({
        "baby, Baby",
        "sports, Sports_and_Outdoors",
        "clothing, Clothing_Shoes_and_Jewelry",
    })
    void theAddressesAreThoseOfTheCategory(String name, String category) {
        String base = Addresses.BASE.toString();
        Addresses addresses = Addresses.of(name);
        assertEquals(
                base + "categoryFiles/reviews_" + category + "_5.json.gz",
                addresses.reviews().at(Addresses.BASE).toString());
        assertEquals(
                base + "categoryFiles/meta_" + category + ".json.gz",
                addresses.metadata().at(Addresses.BASE).toString());
        assertEquals(
                base + "image_features/categoryFiles/image_features_" + category + ".b",
                addresses.images().at(Addresses.BASE).toString());
        Addresses.OTHERS.forEach(
                other -> assertEquals(other, URI.create(other).resolve(".").toString(), "a base is a folder"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://host/x", "host/x", "file:///tmp", "http:///x", "https://host/x?a=b", "http://host/#x"})
    void aBaseIsAFolderOnTheWeb(String base) {
        String message = assertThrows(IllegalArgumentException.class, () -> baby().from(URI.create(base)))
                .getMessage();
        assertTrue(message.startsWith("from: found \"" + base + "\", expected http://HOST/PATH"), message);
    }

    @Test
    void onlyThePapersDataSetsAreKnown() {
        String message = assertThrows(IllegalArgumentException.class, () -> AmazonDownload.of("books"))
                .getMessage();
        assertEquals(
                "download: found \"books\", expected baby, sports, clothing; convert other data from files", message);
    }
}
