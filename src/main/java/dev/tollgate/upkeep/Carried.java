package dev.tollgate.upkeep;

/// What was taken over from the database that a backup replaces.
///
/// @param known whether there was one to take anything from
/// @param changed for how many accounts it was newer
/// @param gone how many had been deleted since the backup, and are disabled now
/// @param made how many had been made since, and are not there
public record Carried(boolean known, int changed, int gone, int made) {

    static final Carried NOTHING = new Carried(false, 0, 0, 0);
}
