package connectlocal.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.HandlerEvent.Garbage;
import java.util.Optional;
import java.util.regex.Pattern;

/** The one resource that an operation is about, by the primary identifier that the handler shows. */
final class Identity {
    /** What Cloud Control takes as Identifier: what handlers give out beyond that nobody could ask for. */
    private static final int LONGEST = 1_024;

    private static final Pattern LINE = Pattern.compile(".+");

    private final Identifiers identifiers;
    private final boolean given;
    private Optional<String> known;

    Identity(Identifiers identifiers, ObjectNode desired) {
        this.identifiers = identifiers;
        this.known = identifiers.of(desired);
        this.given = known.isPresent();
    }

    /** Takes note of the identifier in a model, if there is one: it must be usable, and stay the same. */
    void learn(ObjectNode shown) throws Garbage {
        requireUsable(shown);
        Optional<String> now = identifiers.of(shown);
        if (known.isPresent() && now.isPresent() && !known.equals(now)) {
            throw new Garbage("the primary identifier changed during the operation");
        }
        known = now.or(() -> known);
    }

    /**
     * What a model is called and nothing else, if that is the resource of this operation. What the caller has named may
     * be somebody else's, whom a rollback would delete.
     *
     * @param made whether the handler says that it has made it
     */
    Optional<ObjectNode> nameIn(ObjectNode shown, boolean made) {
        if (identifiers.of(shown).isEmpty() || given && !made) {
            return Optional.empty();
        }
        try {
            learn(shown);
            return Optional.of(identifiers.primaryOf(shown));
        } catch (Garbage e) {
            return Optional.empty();
        }
    }

    /** What a model is called, if it says so, clients must be able to ask for. */
    void requireUsable(ObjectNode shown) throws Garbage {
        Optional<String> name = identifiers.of(shown);
        if (name.isPresent()
                && (name.get().length() > LONGEST || !LINE.matcher(name.get()).matches())) {
            throw new Garbage("the primary identifier must be one line of at most " + LONGEST + " characters");
        }
    }

    /** @param answer what must carry the identifier */
    void require(String answer, ObjectNode shown) throws Garbage {
        if (identifiers.of(shown).isEmpty()) {
            throw new Garbage(answer + " must carry the primary identifier");
        }
    }
}
