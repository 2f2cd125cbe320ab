package connectlocal.cloudformation.engine;

import connectlocal.provider.Workers;

/** What every operation works with. */
record Tools(
        Workers workers, Types types, Journal journal, Stacks stacks, Exports exports, Alarm alarm, KeptStacks kept) {
    ResourceWork work(Stack stack, Operation operation, boolean rollback) {
        return new ResourceWork(workers, types, journal, stack, operation, rollback);
    }
}
