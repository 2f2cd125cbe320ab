package software.amazon.connect.user.faults;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.connect.user.faults.FaultCase.Result;

/** Verdicts by scenario and kind of fault, and every loss by name. */
final class FaultTable {
    private static final int NAME_WIDTH = 30;
    private static final int COLUMN_WIDTH = 12;

    private final Map<String, Map<String, Map<Verdict.Kind, Integer>>> counts = new LinkedHashMap<>();
    private final Map<Verdict.Kind, Integer> total = new EnumMap<>(Verdict.Kind.class);
    private final List<String> losses = new ArrayList<>();
    private final List<String> columns;
    private int cleanAfterAll;

    FaultTable(List<String> columns) {
        this.columns = columns;
    }

    FaultTable add(Result result, String column) {
        Verdict verdict = result.verdict();
        counts.computeIfAbsent(result.of().scenario().name(), name -> new LinkedHashMap<>())
                .computeIfAbsent(column, kind -> new EnumMap<>(Verdict.Kind.class))
                .merge(verdict.kind(), 1, Integer::sum);
        total.merge(verdict.kind(), 1, Integer::sum);
        cleanAfterAll += verdict.kind() == Verdict.Kind.FAILED_CLEAN && verdict.reached() ? 1 : 0;
        if (verdict.isLost()) {
            losses.add("LOST %s: %s".formatted(result.of(), verdict.why()));
        }
        return this;
    }

    int count(Verdict.Kind kind) {
        return total.getOrDefault(kind, 0);
    }

    List<String> losses() {
        return List.copyOf(losses);
    }

    /** The table; cells are converged/failed clean/lost, the stated gap among the lost. */
    String text(String title) {
        StringBuilder text = new StringBuilder(title).append(" (converged/failed clean/lost)\n");
        text.append(pad("", NAME_WIDTH));
        columns.forEach(column -> text.append(pad(column, COLUMN_WIDTH)));
        text.append('\n');
        counts.forEach((scenario, row) -> {
            text.append(pad(scenario, NAME_WIDTH));
            columns.forEach(column -> text.append(pad(cell(row.get(column)), COLUMN_WIDTH)));
            text.append('\n');
        });
        losses.forEach(loss -> text.append(loss).append('\n'));
        return text.append(summary()).append('\n').toString();
    }

    String summary() {
        int gap = count(Verdict.Kind.STATED_GAP);
        int lost = count(Verdict.Kind.LOST);
        int cases = total.values().stream().mapToInt(Integer::intValue).sum();
        return ("total: %d cases, %d converged, %d failed clean (%d of them with all done before),"
                        + " %d lost, %d of them the gap that README states")
                .formatted(
                        cases,
                        count(Verdict.Kind.CONVERGED),
                        count(Verdict.Kind.FAILED_CLEAN),
                        cleanAfterAll,
                        lost + gap,
                        gap);
    }

    private static String cell(Map<Verdict.Kind, Integer> cell) {
        if (cell == null) {
            return "-";
        }
        int lost = cell.getOrDefault(Verdict.Kind.LOST, 0) + cell.getOrDefault(Verdict.Kind.STATED_GAP, 0);
        return "%d/%d/%d"
                .formatted(
                        cell.getOrDefault(Verdict.Kind.CONVERGED, 0),
                        cell.getOrDefault(Verdict.Kind.FAILED_CLEAN, 0),
                        lost);
    }

    private static String pad(String text, int width) {
        return String.format("%-" + width + "s", text);
    }
}
