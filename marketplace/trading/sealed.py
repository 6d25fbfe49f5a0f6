"""What the confirmed seals on papers of a sale do."""

from marketplace.documents.effects import Effect, register
from marketplace.trading.commands.sealing_contracts import check_seal, sign_by_seal

register("sale", Effect(check_seal, sign_by_seal))
