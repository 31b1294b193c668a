package blog.web;

import blog.User;
import blog.UserService;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where authors change how they are introduced. */
@Controller
@RequestMapping("/settings")
class SettingsController {

    private final UserService users;

    SettingsController(UserService users) {
        this.users = users;
    }

    @GetMapping
    String show(Principal principal, Model model) {
        model.addAttribute("user", users.byUsername(principal.getName()).orElseThrow());
        return "settings";
    }

    @PostMapping
    String change(
            @RequestParam @NotBlank @Size(max = 100) String displayName,
            @RequestParam @Size(max = 1000) String bio,
            Principal principal) {
        User user = users.byUsername(principal.getName()).orElseThrow();
        user.setDisplayName(displayName.strip());
        user.setBio(bio.strip());
        users.save(user);
        return "redirect:/authors/" + user.getUsername();
    }
}
