"""What the guards over all areas share: who tries, every command and every address with an object of somebody's."""
