package org.drepmrec.kernel.install;

/** Why a kernel cannot be installed: what, found, expected, remedy. */
final class InstallException extends Exception {

    private static final long serialVersionUID = 1;

    InstallException(String message) {
        super(message);
    }
}
