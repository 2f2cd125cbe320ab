package software.amazon.connect.user;

import java.util.Objects;
import java.util.stream.Stream;
import lombok.AllArgsConstructor;
import lombok.Builder;
import lombok.Data;
import lombok.NoArgsConstructor;
import software.amazon.connect.user.change.ApiCall.Step;
import software.amazon.connect.user.model.Difference;
import software.amazon.connect.user.model.LiveUser;

/**
 * What a handler remembers between two invocations: how often it was called back, which kinds of call were answered,
 * and a hash of the last look, so that it can tell whether two looks agree. Numbers and nothing else: what is still to
 * do is read from Connect each time, so no request, and with it no password, is ever kept here.
 */
@Data
@Builder(toBuilder = true)
@NoArgsConstructor
@AllArgsConstructor
public class CallbackContext {
    /** What is remembered of a look that found nobody: fingerprints are odd. */
    private static final int NOBODY = 2;

    /** Callbacks so far, whatever their reason. */
    private int callbacks;

    /** Those among them after which Connect did not yet show what had been written. */
    private int staleReads;

    /** The {@link Step}s that were answered and wait to be shown: a set of bits. */
    private int sent;

    /** The {@link Step}s that were answered at any time in this operation: a set of bits. */
    private int answered;

    /** The {@link Step}s that were carried out, or may have been, before they were sent anew: a set of bits. */
    private int tried;

    /** The {@link Step}s that a look asked for at any time in this operation: a set of bits. */
    private int due;

    /** Calls that the last look asked for and that are not answered yet. */
    private int open;

    /** How often everything was sent anew because Connect went on showing something else. */
    private int rounds;

    /** Hash of what the last look showed; 0 before the first and after each write. */
    private int seen;

    /** Looks in a row that showed the same. */
    private int sameLooks;

    /** The places that were to be changed, each with what it showed before: a set of bits, which two may share. */
    private int before;

    /** Refusals that may only be due to a place that is behind: a count of two bits for each {@link Step}. */
    private int refusals;

    /** Whether a call of this kind was answered in this round of calls. */
    boolean hasSent(Step step) {
        return (sent & step.bit()) != 0;
    }

    /** The same of a call that changes all that its kind of call has to change. */
    void remember(Step step) {
        remember(step, true);
    }

    /**
     * Remembers that a call was answered: whatever was seen before says nothing of what comes.
     *
     * @param whole whether it changes all that its kind of call has to change in this operation
     */
    void remember(Step step, boolean whole) {
        sent |= step.bit();
        answered |= whole ? step.bit() : 0;
        forgetLooks();
    }

    /** Whether a call of this kind was answered in this operation: it is carried out, whatever a look shows. */
    boolean wasAnswered(Step step) {
        return (answered & step.bit()) != 0;
    }

    /** Remembers that a look asks for calls of these kinds. */
    void rememberDue(Stream<Step> steps) {
        due |= steps.mapToInt(Step::bit).reduce(0, (some, bit) -> some | bit);
    }

    /** Lets a kind of call be sent again in this round, for not all that it has to do was seen. */
    void sendAgain(Step step) {
        tried |= sent & step.bit();
        sent &= ~step.bit();
    }

    /** Takes a call for not asked for: it was refused, and what it was for is another's to do. */
    void forgetDue(Step step) {
        due &= ~step.bit();
    }

    /**
     * Whether what a look asked for at any time was sent and answered, and is not lost or only taken for done; of
     * proficiencies that are not found nobody need say more where no model speaks of them.
     */
    boolean isAnswered() {
        return ((sent | tried | due) & ~answered & ~(sent & Step.DISASSOCIATE.bit())) == 0;
    }

    /** Whether a call of this kind may have been carried out before the one that is sent now. */
    boolean hasTried(Step step) {
        return (tried & step.bit()) != 0;
    }

    /** Remembers that a call may have been carried out although it was not answered. */
    void rememberTry(Step step) {
        tried |= step.bit();
    }

    /** Remembers what a place showed before the call that is to change it. */
    void rememberBefore(Difference difference) {
        before |= bit(difference);
    }

    /** Whether a place shows what it did before. Where two places share a bit, yes may be said without reason. */
    boolean showedBefore(Difference difference) {
        return (before & bit(difference)) != 0;
    }

    /** Of the hash of path and value the five bits that multiplication leaves on top, which depend on all others. */
    private static int bit(Difference difference) {
        int hash = 31 * difference.path().hashCode() + Objects.hashCode(difference.before());
        return 1 << (hash * 0x9E3779B9 >>> 27);
    }

    /** Counts a refusal of a kind of call, and says how many there were: the third ends an operation. */
    int countRefusal(Step step) {
        int shift = 2 * step.ordinal();
        refusals += 1 << shift;
        return refusals >>> shift & 3;
    }

    /** Whether a call may have changed something, so that the user has been seen. */
    boolean isUnderWay() {
        return sent != 0 || tried != 0;
    }

    /** Remembers what a look showed. */
    void look(LiveUser live) {
        look(live.fingerprint());
    }

    /** Remembers that a look did not find the user. */
    void lookInVain() {
        look(NOBODY);
    }

    /** Takes the looks so far for none. */
    void forgetLooks() {
        seen = 0;
        sameLooks = 0;
    }

    private void look(int hash) {
        sameLooks = hash == seen ? sameLooks + 1 : 1;
        seen = hash;
    }

    /** Sends everything anew. */
    void startAgain() {
        rounds++;
        tried |= sent;
        sent = 0;
        forgetLooks();
    }
}
