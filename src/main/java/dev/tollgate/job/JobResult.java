package dev.tollgate.job;

/// What one item gave, as the feature has sealed it.
public final class JobResult {

    private final JobItem item;
    private final byte[] sealed;

    JobResult(JobItem item, byte[] sealed) {
        this.item = item;
        this.sealed = sealed.clone();
    }

    public JobItem item() {
        return item;
    }

    public byte[] sealed() {
        return sealed.clone();
    }
}
