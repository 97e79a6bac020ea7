"""Phrases written after the rules were tuned: five that each must doubt, five it must not."""

from __future__ import annotations

HELD_OUT: dict[str, tuple[list[str], list[str]]] = {
    "P02": (
        ["Beekeepers and orchard owners", "The mayor and the council", "Dancers, their parents",
         "Organists, singers & bell ringers", "Blood donors or recipients"],
        ["First and second graders", "Widows and widowers of our policyholders",
         "Home and car insurance holders", "People who drink and want to stop",
         "Women with breast or lung cancer"],
    ),
    "P03": (
        ["Music education", "Sustainability", "The regional economy", "Medical research", "Our brand"],
        ["Researchers at sea", "Brand managers", "Learners in prison", "Marketers", "Quality-minded cooks"],
    ),
    "P04": (
        ["The whole community", "Anyone", "The nation", "All citizens", "Consumers"],
        ["Villagers of the delta", "Consumers with allergies", "Everyone who has lost a parent",
         "The Somali community", "People in the queue"],
    ),
    "P10": (
        ["Parishioner-centred|Visitors", "Nurses first|Patients", "Employee-focused|Guests",
         "Always tenant-first|Landlords", "Growth-focused|Families"],
        ["Farmer-first|Farmers on the hill", "First things first|Anglers", "Safety first|Climbers",
         "The first to arrive, the last to leave|Families", "Member-focused|Members over sixty"],
    ),
    "P12": (
        ["Offer music lessons in six schools", "We will host a festival every June",
         "To distribute a thousand parcels", "Develop new products", "Establish a fund"],
        ["Fewer falls at home", "Every family on the hill has a doctor within an hour",
         "Grow old at home without fear", "Members sell their milk at a price they can live on",
         "Open hearts so that strangers become neighbours"],
    ),
    "G02": (
        ["NEETs in the north", "ESOL learners", "Tier 1 suppliers", "Our B2B2C buyers", "DSLs"],
        ["Women over fifty", "Families from the USA", "Year 11 leavers", "U14 goalkeepers", "DADS"],
    ),
    "G07": (
        ["Shopkeepers and market traders", "Inspectors, auditors",
         "Couples who marry or baptise a child here", "Ushers & organists", "Pilots and their crews"],
        ["People who sing and dance", "Teenagers who cannot read or write", "Fathers and mothers",
         "Patients who wait one or two hours", "Retired and working nurses"],
    ),
    "G08": (
        ["Recipients", "All stakeholders", "Clients", "The users", "External customers"],
        ["Bus users", "Tenants", "Recipients of a kidney", "Night nurses", "Apprentices"],
    ),
    "V01": (
        ["The strength of our reputation", "Our innovative solutions", "That we are the best in town",
         "How we empower young women", "We provide a full range of insurance"],
        ["Our daughter is safe at night", "To trust our doctor", "That we are not sent away",
         "Our harvest is bought before it rots", "How we are told about a death"],
    ),
    "V02": (
        ["Lower churn", "Bed occupancy", "Higher visitor numbers", "Volunteer retention",
         "Improved attendance rates"],
        ["To keep my place in the team", "Not to be moved from bed to bed", "A pill against fluid retention",
         "To become engaged in peace", "A church after its conversion still feels like one"],
    ),
    "V03": (
        ["A chatbot", "An online booking system", "Access to the portal", "A monthly newsletter",
         "Better software"],
        ["An app my grandmother can use", "To sit in the same seat", "A training where I can fail",
         "A sound system that does not whistle", "Less training"],
    ),
    "V04": (
        ["Tenants do not understand their lease", "Patients wrongly assume it is free",
         "They ought to want less sugar", "Growers are resistant to innovation",
         "Staff know better what is needed"],
        ["A doctor who knows that I don't know what I need", "A wheat that is resistant to rust",
         "To be taken seriously", "To want nothing from anybody", "Seeds I understand"],
    ),
    "V05": (
        ["Complying with the club regulations", "They follow our guidelines",
         "Adherence to the visiting policy", "That it fits our criteria", "Completes the form in full"],
        ["To follow the service from the back row", "A rule that is the same for all",
         "To meet others with the same illness", "A form in large print", "Nobody who asks for a form"],
    ),
    "V06": (
        ["Best quality", "Great support", "Good products and good service", "World-class service",
         "Better value"],
        ["Good boots", "Support after a stillbirth", "Quality time with my father", "The best hay",
         "A service without incense"],
    ),
    "V07": (
        ["Bread; milk", "A seat; a view", "To be heard; to be left alone",
         " ".join(["word"] * 31), "Rest; time; quiet"],
        ["Bread and milk", "A seat with a view", " ".join(["word"] * 30), "To rest", "Quiet: a room"],
    ),
    "E08": (
        ["I would certainly attend", "We'd love to visit", "Sounds wonderful", "Brilliant idea!",
         "I would not pay for that"],
        ["The vet would not come out at night", "I cried in the car park",
         "My son asked if he would see the dog again", "We paid twice last winter",
         "She said it would rain, and it did"],
    ),
    "L06": (
        ["Our customers come by boat", "A client told us", "Service users are tired",
         "The consumer decides", "Beneficiaries wait"],
        ["Drug users in the park", "The learner decides", "Customs officers", "Users of the night bus",
         "People wait"],
    ),
    "L08": (
        ["They are here to serve us", "You are there to help the sales floor",
         "They must do what we say", "The porters are at our disposal", "They're just here to support my team"],
        ["They help us see what we miss", "They are there at dawn", "We work for each other",
         "To be asked", "They must wear a helmet"],
    ),
    "O02": (
        ["The campaign is launched", "Issued on time", "The tool is released", "We publish weekly",
         "The proposal is submitted"],
        ["The ward plans its week from it", "Nobody calls us back", "Drivers find the gate at night",
         "Patients are sent home rested", "Members vote without a second meeting"],
    ),
}  # fmt: skip
"""By rule. A slogan is followed by the name of the primary customer."""
