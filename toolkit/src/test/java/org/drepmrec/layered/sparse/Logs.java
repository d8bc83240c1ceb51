package org.drepmrec.layered.sparse;

import org.slf4j.Logger;

interface Logs {
    Logger log();
}
