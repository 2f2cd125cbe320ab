package connectlocal.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hides what may be secret from whoever reads the log: AES-256-GCM under a key that lies in a file of its own, which
 * the owner alone may read. A log that is copied or sent away shows nothing without that file.
 */
public final class Seal {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    private Seal(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** A key that ends with the process. */
    public static Seal passing() {
        return new Seal(fresh());
    }

    /**
     * The key in a file, which is made when it is not there.
     *
     * @throws IllegalArgumentException when the file holds no key, and what to do
     * @throws IOException when it cannot be read or written
     */
    static Seal of(Path file) throws IOException {
        if (!Files.exists(file)) {
            write(file, HexFormat.of().formatHex(fresh()));
        }
        String text = Files.readString(file).strip();
        if (!text.matches("[0-9a-f]{" + 2 * KEY_BYTES + "}")) {
            throw new IllegalArgumentException(file + " must hold " + 2 * KEY_BYTES + " hexadecimal digits, the key to"
                    + " what the log keeps secret; put the right file in its place, or give an empty --state DIR");
        }
        return new Seal(HexFormat.of().parseHex(text));
    }

    /** These bytes as a text that says nothing without the key, another one each time. */
    public String close(byte[] open) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] hidden = cipher(Cipher.ENCRYPT_MODE, nonce, open, 0, open.length);
        byte[] all = ByteBuffer.allocate(NONCE_BYTES + hidden.length)
                .put(nonce)
                .put(hidden)
                .array();
        return Base64.getEncoder().encodeToString(all);
    }

    /**
     * What was closed.
     *
     * @throws IllegalArgumentException when it was closed with another key
     */
    public byte[] open(String closed) {
        byte[] all = Base64.getDecoder().decode(closed);
        byte[] nonce = java.util.Arrays.copyOf(all, NONCE_BYTES);
        return cipher(Cipher.DECRYPT_MODE, nonce, all, NONCE_BYTES, all.length - NONCE_BYTES);
    }

    private byte[] cipher(int mode, byte[] nonce, byte[] text, int from, int length) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text, from, length);
        } catch (javax.crypto.AEADBadTagException e) {
            throw new IllegalArgumentException("what the state's log keeps secret was written with another key than"
                    + " that of the file " + StateDirectory.KEY + " beside it; put the right file in its place");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES/GCM", e);
        }
    }

    private static byte[] fresh() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return key;
    }

    /** Whole or not at all, and never readable by others, not even for a moment. */
    private static void write(Path file, String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            if (posix) {
                Files.createFile(
                        next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(next);
            }
        } catch (FileAlreadyExistsException e) {
            throw new IOException(next + " is there already", e);
        }
        try (var channel = java.nio.channels.FileChannel.open(next, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(next, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
}
