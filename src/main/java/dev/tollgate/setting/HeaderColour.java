package dev.tollgate.setting;

/// The colour of the header, so that somebody who looks after several PBXs sees which one they are
/// in. The names are stored: add, never rename.
public enum HeaderColour {
    PETROL,
    BLUE,
    GREEN,
    PURPLE,
    RED,
    GREY
}
