"""What the confirmed seals on a custody agreement do."""

from marketplace.agency.commands.paper import check_seal, sign_by_seals
from marketplace.documents.effects import Effect, register

register("custodyagreement", Effect(check_seal, sign_by_seals))
