package org.drepmrec.paper;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.drepmrec.analysis.Findings;
import org.drepmrec.eval.Metrics;
import org.drepmrec.run.RunRecord;
import org.drepmrec.run.SeedRuns;

/** Which weights are best, and by how much. */
final class Rq4Findings {

    private static final String LABEL = Metrics.RECALL.label(20);
    private static final double PAPERS_VISUAL_WEIGHT = 0.3;

    private Rq4Findings() {}

    private static double recall(Variants runs, String name) {
        return new SeedRuns(runs.of(name)).mean(Metrics.RECALL, 20);
    }

    private static String best(Variants runs) {
        return runs.names().stream()
                .filter(n -> !Double.isNaN(recall(runs, n)))
                .max(Comparator.comparingDouble(n -> recall(runs, n)))
                .orElse(null);
    }

    /** From each of these to the best. */
    private static Changes toBest(Variants runs, String best, List<String> from) {
        Map<String, List<RunRecord>> before = new LinkedHashMap<>();
        Map<String, List<RunRecord>> after = new LinkedHashMap<>();
        from.stream().filter(n -> !n.equals(best)).forEach(n -> {
            before.put(n, runs.of(n));
            after.put(n, runs.of(best));
        });
        return Changes.of(before, after);
    }

    private static String found(Variants runs, String best) {
        return LABEL + " is highest at " + best + " (" + Phrases.value(recall(runs, best)) + ").";
    }

    /** How flat the land is around the best setting, held against what another seed changes; empty of a single seed. */
    private static List<String> flatness(Variants runs, String best) {
        double deviation = new SeedRuns(runs.of(best)).deviation(Metrics.RECALL, 20);
        List<String> others = runs.names().stream()
                .filter(n -> !n.equals(best) && !Double.isNaN(recall(runs, n)))
                .toList();
        if (Double.isNaN(deviation) || others.isEmpty()) {
            return List.of();
        }
        List<String> near = others.stream()
                .filter(n -> recall(runs, n) >= recall(runs, best) - deviation)
                .toList();
        String within = "ithin one deviation over seeds of it (" + Phrases.value(deviation) + ")";
        return List.of(
                near.isEmpty()
                        ? "No other setting is w" + within + "."
                        : "W" + within + (near.size() == 1 ? " is " : " are ") + String.join(", ", near) + ".");
    }

    /** The paper sees it rise and then fall: the best lies between the least and the greatest weight. */
    static Findings signal(Variants runs) {
        String best = best(runs);
        if (best == null) {
            return Findings.NONE;
        }
        String least = runs.names().get(0);
        String most = runs.names().get(runs.names().size() - 1);
        Changes changes = toBest(runs, best, List.of(least, most));
        List<String> all = new ArrayList<>(List.of(found(runs, best)));
        all.addAll(flatness(runs, best));
        all.addAll(changes.sentences(n -> best + " against " + n));
        String claim = "The paper's finding, that accuracy rises with the signal's weight and then falls, ";
        if (best.equals(least) || best.equals(most)) {
            all.add(claim
                    + "does not hold here: the best weight is an end of the grid, so a wider one may have a better.");
        } else {
            all.add(changes.judged(claim, Changes.Change::gain));
        }
        return new Findings(all);
    }

    /** The paper takes .3 for the visual modality on every data set, and sees that both modalities help. */
    static Findings modal(Variants runs, List<Double> weights) {
        String best = best(runs);
        if (best == null) {
            return Findings.NONE;
        }
        List<String> all = new ArrayList<>(List.of(found(runs, best)));
        all.addAll(flatness(runs, best));
        int papers = weights.indexOf(PAPERS_VISUAL_WEIGHT);
        if (papers >= 0) {
            String claim = "The paper's best visual weight, " + PAPERS_VISUAL_WEIGHT + ", ";
            String name = runs.names().get(papers);
            if (name.equals(best)) {
                all.add(claim + "is the best of the " + weights.size() + " tried here too.");
            } else {
                Changes.Change change = toBest(runs, best, List.of(name)).get(name);
                all.add(claim
                        + (change.failed()
                                ? "cannot be judged: a run failed."
                                : String.format(
                                                Locale.ROOT,
                                                "is %.1f %% below the best",
                                                100 - 100 / (1 + change.percent() / 100))
                                        + Phrases.significance(change.p()) + "."));
            }
        }
        Map<String, List<RunRecord>> ends = new LinkedHashMap<>();
        for (double end : new double[] {0, 1}) {
            int at = weights.indexOf(end);
            if (at >= 0) {
                ends.put(runs.names().get(at), runs.of(runs.names().get(at)));
            }
        }
        if (!ends.isEmpty()) {
            Changes changes = toBest(runs, best, List.copyOf(ends.keySet()));
            all.addAll(changes.sentences(n -> best + " against " + n));
            String claim = "The paper's finding, that both modalities together beat either alone, ";
            all.add(
                    ends.containsKey(best)
                            ? claim + "does not hold here: " + best + " leaves one out."
                            : changes.judged(claim, Changes.Change::gain));
        }
        return new Findings(all);
    }

    private static List<String> edge(String best, List<Double> alphas, List<Double> betas) {
        List<String> ends = new ArrayList<>();
        for (double alpha : alphas) {
            for (double beta : betas) {
                if (Sweeps.cell(alpha, beta).equals(best)) {
                    end("alpha", alpha, alphas).ifPresent(ends::add);
                    end("beta", beta, betas).ifPresent(ends::add);
                }
            }
        }
        return ends.isEmpty()
                ? List.of()
                : List.of("It lies at the edge of what was tried, with " + String.join(" and ", ends)
                        + ", so a wider grid may have a better one.");
    }

    private static Optional<String> end(String name, double value, List<Double> tried) {
        return value == Collections.max(tried)
                ? Optional.of("the largest " + name)
                : value == Collections.min(tried) ? Optional.of("the smallest " + name) : Optional.empty();
    }

    /** The best and the worst pair of weights. */
    static Findings alignment(Variants runs, List<Double> alphas, List<Double> betas) {
        String best = best(runs);
        if (best == null) {
            return Findings.NONE;
        }
        String worst = runs.names().stream()
                .filter(n -> !Double.isNaN(recall(runs, n)))
                .min(Comparator.comparingDouble(n -> recall(runs, n)))
                .orElseThrow();
        List<String> all = new ArrayList<>(List.of(found(runs, best)));
        all.addAll(edge(best, alphas, betas));
        all.addAll(flatness(runs, best));
        if (!worst.equals(best)) {
            Changes.Change change = toBest(runs, best, List.of(worst)).get(worst);
            all.add(String.format(
                    Locale.ROOT,
                    "The worst pair, %s, is %.1f %% below it%s.",
                    worst,
                    100 - 100 / (1 + change.percent() / 100),
                    Phrases.significance(change.p())));
        }
        return new Findings(all);
    }
}
