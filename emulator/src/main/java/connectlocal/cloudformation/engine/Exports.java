package connectlocal.cloudformation.engine;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What stacks export and import. */
final class Exports {
    private final Stacks stacks;

    Exports(Stacks stacks) {
        this.stacks = stacks;
    }

    /** One exported value. */
    record Export(String stackId, String stackName, String name, String value) {}

    List<Export> all() {
        return stacks.live().stream()
                .flatMap(stack -> of(stack).stream())
                .sorted(java.util.Comparator.comparing(Export::name))
                .toList();
    }

    /** What somebody imports; what goes with a deletion under way is nobody's to import. */
    Optional<String> value(String name) {
        return stacks.live().stream()
                .filter(stack -> !stack.leaving || stack.status != StackStatus.DELETE_IN_PROGRESS)
                .flatMap(stack -> of(stack).stream())
                .filter(e -> e.name().equals(name))
                .map(Export::value)
                .findFirst();
    }

    /** The stack that exports a name, if it is not this one. */
    Optional<String> exporter(String name, Stack but) {
        return all().stream()
                .filter(e -> e.name().equals(name) && !e.stackId().equals(but.id))
                .map(Export::stackName)
                .findFirst();
    }

    /** The names of the stacks that import a name. */
    List<String> importers(String name) {
        return stacks.live().stream()
                .filter(stack -> imports(stack, name))
                .map(stack -> stack.name)
                .sorted()
                .toList();
    }

    /** The first of a stack's exports that others use and that it would not have any more. */
    Optional<String> usedBut(Stack stack, Collection<Output> remaining, String verb) {
        var kept = new TreeSet<String>();
        remaining.forEach(output -> kept.add(output.exportName() + "\n" + output.value()));
        return of(stack).stream()
                .filter(export -> !kept.contains(export.name() + "\n" + export.value()))
                .flatMap(export -> importers(export.name()).stream()
                        .findFirst()
                        .map(user -> "Export " + export.name() + " cannot be " + verb(remaining, export, verb)
                                + " as it is in use by " + user)
                        .stream())
                .findFirst();
    }

    private static String verb(Collection<Output> remaining, Export export, String verb) {
        return remaining.stream().anyMatch(o -> export.name().equals(o.exportName())) ? "updated" : verb;
    }

    private static List<Export> of(Stack stack) {
        return stack.outputs.stream()
                .filter(output -> output.exportName() != null)
                .map(output -> new Export(stack.id, stack.name, output.exportName(), output.value()))
                .toList();
    }

    /** What a stack is, or goes back to, counts; what somebody only thought of does not. */
    private static boolean imports(Stack stack, String name) {
        return Stream.of(Optional.ofNullable(stack.deployment), Optional.ofNullable(stack.stable))
                .flatMap(Optional::stream)
                .anyMatch(deployment -> deployment.surroundings().imported().contains(name));
    }
}
