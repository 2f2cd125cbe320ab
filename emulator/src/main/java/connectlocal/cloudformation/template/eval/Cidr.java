package connectlocal.cloudformation.template.eval;

import connectlocal.cloudformation.template.model.TemplateError;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code Fn::Cidr}: the first blocks of a given size in an IPv4 or IPv6 block. */
final class Cidr {
    private static final Pattern BLOCK = Pattern.compile("([0-9.]{7,15}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)/([0-9]{1,3})");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
    private static final int MOST = 256;
    private static final int DEFAULT_BITS = 8;

    private Cidr() {}

    static List<String> blocks(String block, String count, String bits) {
        Matcher matcher = BLOCK.matcher(block);
        byte[] address = matcher.matches() ? address(matcher.group(1)) : null;
        if (address == null || Integer.parseInt(matcher.group(2)) > address.length * Byte.SIZE) {
            throw new TemplateError("Template error: Fn::Cidr: " + block + " is not a valid IP block");
        }
        int width = address.length * Byte.SIZE;
        int prefix = Integer.parseInt(matcher.group(2));
        int number = number(count, 1, MOST, "count");
        int size = bits.isEmpty() ? DEFAULT_BITS : number(bits, 1, width, "CIDR bits");
        int free = width - prefix;
        if (size > free || BigInteger.ONE.shiftLeft(free - size).compareTo(BigInteger.valueOf(number)) < 0) {
            throw new TemplateError("Template error: Fn::Cidr: " + number + " blocks with " + size
                    + " CIDR bits do not fit into " + block);
        }
        BigInteger first = new BigInteger(1, address).shiftRight(free).shiftLeft(free);
        List<String> blocks = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            BigInteger start = first.add(BigInteger.valueOf(i).shiftLeft(size));
            blocks.add(text(start, address.length) + "/" + (width - size));
        }
        return blocks;
    }

    private static int number(String text, int least, int most, String what) {
        if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new TemplateError(
                    "Template error: Fn::Cidr: " + what + " must be a number from " + least + " to " + most);
        }
        return Integer.parseInt(text);
    }

    /** The pattern lets nothing through that would be looked up as a name. */
    private static byte[] address(String text) {
        boolean four = !text.contains(":");
        if (four && !text.matches("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}")) {
            return null;
        }
        try {
            byte[] address = InetAddress.getByName(text).getAddress();
            return four == (address.length == 4) ? address : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static String text(BigInteger address, int length) {
        int groups = length == 4 ? 4 : 8;
        int bits = length == 4 ? Byte.SIZE : Short.SIZE;
        List<String> parts = new ArrayList<>();
        for (int i = groups - 1; i >= 0; i--) {
            int group = address.shiftRight(i * bits).intValue() & ((1 << bits) - 1);
            parts.add(length == 4 ? Integer.toString(group) : Integer.toHexString(group));
        }
        return length == 4 ? String.join(".", parts) : shortened(String.join(":", parts));
    }

    /** The longest run of zero groups as two colons. */
    private static String shortened(String address) {
        Matcher zeros = Pattern.compile("(?<![0-9a-f])0(:0)+(?![0-9a-f])").matcher(address);
        int start = -1;
        int end = -1;
        while (zeros.find()) {
            if (zeros.end() - zeros.start() > end - start) {
                start = zeros.start();
                end = zeros.end();
            }
        }
        if (start < 0) {
            return address;
        }
        String head = address.substring(0, start);
        String tail = address.substring(end);
        return (head.isEmpty() ? ":" : head) + (tail.isEmpty() ? ":" : tail);
    }
}
