package connectlocal.state;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * A log that records are put behind. It is no channel: a thread that is interrupted while it writes to a channel closes
 * it for everybody.
 */
final class LogFile implements AutoCloseable {
    private final RandomAccessFile file;
    private long whole;
    private boolean torn;

    /** An empty log; what the file held is gone. */
    LogFile(Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "rw");
        file.setLength(0);
    }

    /**
     * Puts a record behind the others. When this returns it is on the disk.
     *
     * @throws IOException when it is not there; then nothing of it stays
     */
    void append(byte[] record) throws IOException {
        append(List.of(record).iterator());
    }

    /** The same of many, which are asked for one by one; the disk is waited for once. */
    void append(Iterator<byte[]> records) throws IOException {
        if (torn) {
            takeBack();
        }
        torn = true;
        long length = 0;
        try {
            while (records.hasNext()) {
                byte[] record = records.next();
                file.write(record);
                length += record.length;
            }
            file.getFD().sync();
        } catch (IOException e) {
            try {
                takeBack();
            } catch (IOException later) {
                e.addSuppressed(later); // before the next record is written this is tried again
            }
            throw e;
        }
        torn = false;
        whole += length;
    }

    /** How many bytes its records have. */
    long length() {
        return whole;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Half a record must not stand before the next one. */
    private void takeBack() throws IOException {
        file.setLength(whole);
        file.seek(whole);
        torn = false;
    }
}
