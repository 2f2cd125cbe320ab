package software.amazon.connect.user;

import lombok.AllArgsConstructor;
import lombok.Builder;
import lombok.Data;
import lombok.NoArgsConstructor;
import software.amazon.connect.user.change.ApiCall.Step;
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

    /** How often everything was sent anew because Connect went on showing something else. */
    private int rounds;

    /** Hash of what the last look showed; 0 before the first and after each write. */
    private int seen;

    /** Looks in a row that showed the same. */
    private int sameLooks;

    /** Hash of what was shown before the first write: a look that still shows it may be late. */
    private int before;

    /** Refusals of calls on proficiencies that may only be due to a late list: counts of four bits for each kind. */
    private int refusals;

    /** Whether a call of this kind was answered in this round of calls. */
    boolean hasSent(Step step) {
        return (sent & step.bit()) != 0;
    }

    /** Remembers that a call was answered: whatever was seen before says nothing of what comes. */
    void remember(Step step) {
        sent |= step.bit();
        answered |= step.bit();
        seen = 0;
        sameLooks = 0;
    }

    /** Whether a call of this kind was answered in this operation: it is carried out, whatever a look shows. */
    boolean wasAnswered(Step step) {
        return (answered & step.bit()) != 0;
    }

    /** Whether a call of this kind may have been carried out before the one that is sent now. */
    boolean hasTried(Step step) {
        return (tried & step.bit()) != 0;
    }

    /** Remembers that a call may have been carried out although it was not answered. */
    void rememberTry(Step step) {
        tried |= step.bit();
    }

    /** Counts a refusal of a call on proficiencies, and says how many of its kind there were. */
    int countRefusal(Step step) {
        int shift = 4 * (step.ordinal() - Step.DISASSOCIATE.ordinal());
        refusals += 1 << shift;
        return refusals >> shift & 15;
    }

    /** Remembers what a look showed. */
    void look(LiveUser live) {
        int hash = live.fingerprint();
        sameLooks = hash == seen ? sameLooks + 1 : 1;
        seen = hash;
    }

    /** Sends everything anew. */
    void startAgain() {
        rounds++;
        tried |= sent;
        sent = 0;
        seen = 0;
        sameLooks = 0;
    }
}
