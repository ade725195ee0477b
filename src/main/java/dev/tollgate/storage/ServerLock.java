package dev.tollgate.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Keeps a second *server* off the same data directory. Console commands do not take it: they work
/// beside a running server. The operating system drops the lock when the process ends, however it
/// ends.
public final class ServerLock implements AutoCloseable {

    private final FileChannel channel;

    private ServerLock(FileChannel channel) {
        this.channel = channel;
    }

    /// @throws RunningServerException if another server holds the directory
    public static ServerLock take(DataDirectory directory) {
        directory.create();
        try {
            FileChannel channel =
                    FileChannel.open(
                            directory.resolve("server.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new RunningServerException(
                        "another Tollgate server is running on the data directory "
                                + directory.path());
            }
            return new ServerLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock the data directory " + directory.path(), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release the data directory", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
