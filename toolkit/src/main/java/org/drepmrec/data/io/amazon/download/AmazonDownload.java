package org.drepmrec.data.io.amazon.download;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.drepmrec.data.io.amazon.AmazonRaw;
import org.drepmrec.data.io.amazon.sentence.MiniLm;
import org.drepmrec.io.Folders;

/**
 * Brings the raw files of one of the paper's data sets from the network: reviews, metadata and visual features of J. McAuley's "Amazon
 * product data", version of 2014. Nothing is fetched before {@link #run()}.
 *
 * <pre>{@code
 * AmazonDownload.of("baby").to(Path.of("data/raw")).progress(System.out::println).run().build().convert(Path.of("data/baby"));
 * }</pre>
 *
 * <p>A transfer that breaks off or stalls is tried again, for about a minute and a half while the server is away, and goes on where it
 * broke off; so does the next call after a failure or a kill, from {@code FILE.part}. A file that is in the folder is taken as it
 * is. Space, lengths and forms are checked, gzip to its end. Proxies are those of Java ({@code -Dhttps.proxyHost},
 * {@code -Dhttps.proxyPort}). Immutable; each method that sets something gives a new value.
 */
public final class AmazonDownload {

    private final Addresses addresses;
    private final Path folder;
    private final URI base;
    private final Consumer<String> progress;
    private final Patience patience;

    private AmazonDownload(Addresses addresses, Path folder, URI base, Consumer<String> progress, Patience patience) {
        this.addresses = addresses;
        this.folder = folder;
        this.base = base;
        this.progress = progress;
        this.patience = patience;
    }

    /**
     * The files of a data set, from the known address to the folder {@code data/raw}.
     *
     * @param name {@code baby}, {@code sports} or {@code clothing}, in any case
     * @throws IllegalArgumentException if it is another name
     */
    public static AmazonDownload of(String name) {
        return new AmazonDownload(
                Addresses.of(name), Path.of("data", "raw"), Addresses.BASE, line -> {}, Patience.DEFAULT);
    }

    /** Where the files come to lie; made if it does not exist. */
    public AmazonDownload to(Path rawFolder) {
        return new AmazonDownload(addresses, Objects.requireNonNull(rawFolder, "folder"), base, progress, patience);
    }

    /**
     * Another place that has the files under the same paths: {@code categoryFiles/reviews_*_5.json.gz},
     * {@code categoryFiles/meta_*.json.gz} and {@code image_features/categoryFiles/image_features_*.b}.
     *
     * @param baseAddress http or https; a slash at its end may be left out
     * @throws IllegalArgumentException if it is anything else
     */
    public AmazonDownload from(URI baseAddress) {
        String scheme = String.valueOf(baseAddress.getScheme());
        if (!scheme.matches("(?i)https?")
                || baseAddress.getHost() == null
                || baseAddress.getRawQuery() != null
                || baseAddress.getRawFragment() != null) {
            throw new IllegalArgumentException("from: found \"" + baseAddress
                    + "\", expected http://HOST/PATH or https://HOST/PATH, such as " + Addresses.BASE);
        }
        URI withSlash = baseAddress.toString().endsWith("/") ? baseAddress : URI.create(baseAddress + "/");
        return new AmazonDownload(addresses, folder, withSlash, progress, patience);
    }

    /** Takes lines about what happens, and of each file bytes, share and rate every ten seconds; none by default. */
    public AmazonDownload progress(Consumer<String> lines) {
        return new AmazonDownload(addresses, folder, base, Objects.requireNonNull(lines, "lines"), patience);
    }

    AmazonDownload patience(Patience other) {
        return new AmazonDownload(addresses, folder, base, progress, other);
    }

    /**
     * Brings what is not there.
     *
     * @return a conversion of the three files under the data set's name, with the paper's text encoder if it is on the class path
     *     ({@link MiniLm#orTfIdf()})
     * @throws org.drepmrec.io.DataException if a file is not to be had, is not what it should be, or has no room
     * @throws CancellationException if the thread is interrupted; it stays so, and the next call goes on from there
     */
    public AmazonRaw.Builder run() {
        Folders.make(folder);
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                // All but from https to http.
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(patience.silence())
                .build();
        RawFileTransfer reviews = transfer(client, addresses.reviews());
        RawFileTransfer metadata = transfer(client, addresses.metadata());
        RawFileTransfer images = transfer(client, addresses.images());
        try {
            requireSpace(List.of(reviews, metadata, images));
            return AmazonRaw.builder()
                    .name(addresses.dataset())
                    .reviews(reviews.fetch())
                    .metadata(metadata.fetch())
                    .images(images.fetch())
                    .text(MiniLm.orTfIdf());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException(
                    addresses.dataset() + ": the download was interrupted; the same call goes on from there");
        }
    }

    private RawFileTransfer transfer(HttpClient client, Addresses.Remote remote) {
        return new RawFileTransfer(
                client,
                remote.at(base),
                remote.form(),
                folder.resolve(remote.file()),
                patience,
                new DownloadLines(remote.file(), progress));
    }

    /** For all that is to come, since the largest file comes last. */
    private void requireSpace(List<RawFileTransfer> transfers) throws InterruptedException {
        long missing = 0;
        for (RawFileTransfer transfer : transfers) {
            missing += Math.min(transfer.missing(), Long.MAX_VALUE / 4);
        }
        RawFileTransfer.requireSpace(folder, missing);
    }
}
