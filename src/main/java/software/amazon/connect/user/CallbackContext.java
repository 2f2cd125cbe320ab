package software.amazon.connect.user;

import lombok.AllArgsConstructor;
import lombok.Data;
import lombok.NoArgsConstructor;

/**
 * What a handler remembers between two invocations: how often it was called back, and nothing else. What is still to do
 * is read from Connect each time, so no request, and with it no password, is ever kept here.
 */
@Data
@NoArgsConstructor
@AllArgsConstructor
public class CallbackContext {
    /** Callbacks so far, whatever their reason. */
    private int callbacks;

    /** Those among them after which Connect did not yet show what had been written. */
    private int staleReads;
}
