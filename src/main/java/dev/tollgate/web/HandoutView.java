package dev.tollgate.web;

/// The page `handout`: what everybody who sets two-factor authentication up needs, on one sheet.
///
/// @param portalAddress where the portal is
/// @param proof whether a set-up begins with a proof
/// @param qrCode the same as a QR code, an `svg` element
record HandoutView(String portalAddress, boolean proof, String qrCode) {}
