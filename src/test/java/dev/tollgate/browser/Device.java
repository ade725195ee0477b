package dev.tollgate.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ReducedMotion;

/// What a visitor sits at.
enum Device {
    /// A window of ordinary width, and a mouse.
    DESKTOP(1000, 800),
    /// The same with JavaScript switched off.
    DESKTOP_WITHOUT_JAVASCRIPT(1000, 800) {
        @Override
        NewContextOptions options() {
            return super.options().setJavaScriptEnabled(false);
        }
    },
    /// A mobile phone, held upright, and a finger.
    PHONE(390, 844) {
        @Override
        NewContextOptions options() {
            return super.options().setIsMobile(true).setHasTouch(true).setDeviceScaleFactor(2);
        }
    };

    private final int width;
    private final int height;

    Device(int width, int height) {
        this.width = width;
        this.height = height;
    }

    boolean runsJavaScript() {
        return this != DESKTOP_WITHOUT_JAVASCRIPT;
    }

    NewContextOptions options() {
        return new NewContextOptions()
                .setViewportSize(width, height)
                .setReducedMotion(ReducedMotion.REDUCE);
    }
}
