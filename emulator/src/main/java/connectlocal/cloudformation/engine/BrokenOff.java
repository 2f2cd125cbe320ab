package connectlocal.cloudformation.engine;

/** An operation that cannot go on has failed, as far as it had come; nobody hears of its handlers any more. */
final class BrokenOff {
    private BrokenOff() {}

    /**
     * Ends the operation of a stack that has one.
     *
     * @param unknown what is said of resources whose handlers were at work
     * @param reason what is said of the stack
     */
    static void end(Stack stack, Operation operation, Journal journal, String unknown, String reason) {
        boolean cleaning = stack.status == StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS;
        String told = cleaning ? BrokenCleanUp.told(stack, operation, journal, unknown, reason) : reason;
        for (StackResource resource : stack.listed()) {
            if (resource.now != null && resource.status.endsWith("_IN_PROGRESS")) {
                String status = resource.status.replaceFirst("_IN_PROGRESS$", "_FAILED");
                Deployed meant = resource.now;
                if (status.equals("IMPORT_FAILED")) { // it has not been taken over
                    resource.now = meant.nameless();
                }
                journal.resource(stack, operation, resource, meant, status, unknown);
            }
        }
        StackMemory.ending(stack, () -> {
            stack.operation = null;
            stack.operations.putIfAbsent(operation.id, Ending.operationType(stack.status));
            if (cleaning) {
                BrokenCleanUp.forget(stack);
            } else if (stack.status.isImport()) {
                Import.giveBack(stack);
            }
            journal.stack(stack, operation, stack.status.brokenOff(), told);
        });
    }
}
