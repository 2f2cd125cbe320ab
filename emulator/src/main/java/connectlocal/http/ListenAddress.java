package connectlocal.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Where ports are opened. Only addresses are taken, never names: what is listened on must not depend on who answers a
 * look-up.
 *
 * @param text as it was given
 * @param address what it means
 */
public record ListenAddress(String text, InetAddress address) {
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

    /** The default: nobody but this machine reaches it. */
    public static final ListenAddress LOOPBACK = of("127.0.0.1");

    /**
     * An IPv4 or IPv6 address, or {@code localhost}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static ListenAddress of(String text) {
        String literal = text.equals("localhost") ? "127.0.0.1" : text;
        try {
            if (IPV4.matcher(literal).matches() || literal.contains(":")) {
                // With a colon it is never looked up.
                return new ListenAddress(text, InetAddress.getByName(literal));
            }
        } catch (UnknownHostException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "--host must be an address such as 127.0.0.1, or 0.0.0.0 for all of this machine, not \"" + text
                        + "\"");
    }

    /** Whether other machines may reach it. */
    public boolean isOpen() {
        return !address.isLoopbackAddress();
    }

    /** How this machine's own programs reach a port here; also the name under which requests for it come. */
    public URI uri(int port) {
        return URI.create("http://" + host() + ":" + port);
    }

    /** The host of {@link #uri}; an IPv6 address in brackets. */
    public String host() {
        if (address.isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        String plain = address.getHostAddress();
        return plain.contains(":") ? "[" + plain.replaceFirst("%.*", "") + "]" : plain;
    }
}
